package dev.lungo.tasks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The way from a sandbox without network to a proxy outside: programs know proxies by host and port, the sandbox has a unix
 * socket. A small program in the sandbox, {@code forward.pl}, leads the one to the other while the command runs.
 */
final class ProxyForwarder {
    /** Where the sandbox has the folder of the socket: another one may take its place there. */
    static final Path PLACE = Path.of("/run/lungo-proxy");

    private static final Path PERL = Path.of("/usr/bin/perl");

    /** The sandbox's loopback is its own: any number is free. */
    private static final String PORT = "3128";

    private ProxyForwarder() {}

    static Optional<String> missing() {
        return Files.isExecutable(PERL)
                ? Optional.empty()
                : Optional.of(
                        "the strong sandbox needs perl to lead commands through a proxy: install perl (Debian: the"
                                + " package 'perl-base'), or allow all of the network or none");
    }

    /** The words before the command. */
    static List<String> words(Path socket) {
        var inside = PLACE.resolve(socket.getFileName());
        return List.of(PERL.toString(), "-e", Warden.script("forward.pl"), PORT, inside.toString());
    }

    /** Programs ask for these in either case. */
    static Map<String, String> environment() {
        var proxy = "http://127.0.0.1:" + PORT;
        var loopback = "localhost,127.0.0.1,::1";
        var variables = new TreeMap<String, String>();
        for (var name : List.of("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")) {
            variables.put(name, proxy);
        }
        variables.put("NO_PROXY", loopback);
        variables.put("no_proxy", loopback);
        return variables;
    }
}

package dev.lungo.proxy;

import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The hosts that commands may reach. Immutable. */
public final class AllowedHosts {
    private static final int ANY_USUAL_PORT = 0;
    private static final List<Integer> USUAL_PORTS = List.of(80, 443);

    private final List<Rule> rules;

    private AllowedHosts(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** @param below whether it stands for all names below the host, and not for the host */
    private record Rule(Destination host, boolean below) {
        boolean fits(Destination wanted) {
            boolean port =
                    host.port() == ANY_USUAL_PORT ? USUAL_PORTS.contains(wanted.port()) : host.port() == wanted.port();
            return port && named(wanted);
        }

        boolean named(Destination wanted) {
            return below
                    ? wanted.host().endsWith("." + host.host()) && !wanted.isAddress()
                    : wanted.host().equals(host.host());
        }
    }

    /**
     * Reads hosts: {@code example.org}, {@code *.example.org} for all names below it, with {@code :PORT} where it is neither 80
     * nor 443; addresses only as they are written.
     *
     * @throws IllegalArgumentException naming what is no host
     */
    public static AllowedHosts parse(List<String> hosts) {
        var rules = new ArrayList<Rule>();
        for (String host : hosts) {
            rules.add(rule(host.strip()));
        }
        return new AllowedHosts(rules);
    }

    private static Rule rule(String written) {
        boolean below = written.startsWith("*.");
        String name = below ? written.substring(2) : written;
        Optional<Destination> host = Destination.parse(ascii(name), ANY_USUAL_PORT);
        boolean bareAddress = name.indexOf(':') != name.lastIndexOf(':') && !name.startsWith("[");
        boolean emptyLabel = name.startsWith(".") || name.contains("..");
        if (host.isEmpty() || bareAddress || emptyLabel || (below && host.get().isAddress())) {
            throw new IllegalArgumentException("'" + written + "' is no host: write example.org, *.example.org,"
                    + " example.org:8443 or an address such as 192.0.2.7 or [2001:db8::7]");
        }
        return new Rule(host.get(), below);
    }

    private static String ascii(String name) {
        if (name.chars().allMatch(c -> c < 128)) {
            return name;
        }
        int colon = name.indexOf(':');
        try {
            return colon < 0 ? IDN.toASCII(name) : IDN.toASCII(name.substring(0, colon)) + name.substring(colon);
        } catch (IllegalArgumentException impossible) {
            return "";
        }
    }

    /** Why that may not be reached; empty where it may. */
    Optional<Denial.Reason> refusal(Destination wanted) {
        if (rules.stream().anyMatch(rule -> rule.fits(wanted))) {
            return Optional.empty();
        }
        return Optional.of(
                rules.stream().anyMatch(rule -> rule.named(wanted)) ? Denial.Reason.PORT : Denial.Reason.NOT_LISTED);
    }

    /** Whether somebody wrote this very address down, or this machine's own name: what they mean is then clear. */
    boolean listsAddress(Destination wanted) {
        return (wanted.isAddress() || wanted.host().equals("localhost"))
                && refusal(wanted).isEmpty();
    }
}

package dev.lungo.tasks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The environment of a command, byte for byte: this JVM's own, without what is withheld and what is Lungo's, plus what the
 * command asks for, plus the cookie by which its processes are found again.
 *
 * @param plain what a shell passes on
 * @param odd what a shell drops because of its name, such as an exported function of bash
 */
record Environment(List<byte[]> plain, List<byte[]> odd) {
    /** The one name of Lungo's that a command sees: the cookies of the tasks it runs in, outermost first. */
    static final String COOKIE = "LUNGO_TASK";

    private static final String OURS = "LUNGO_";

    static Environment of(Command command, Map<String, String> additions, String cookie) {
        var inherited = OwnEnvironment.values();
        var outer = inherited.get(COOKIE);
        inherited
                .keySet()
                .removeIf(name -> name.startsWith(OURS) || command.withheld().contains(name));
        additions.forEach((name, value) -> inherited.put(name, value.getBytes(Libc.FILE_NAMES)));
        command.environment().forEach((name, value) -> inherited.put(name, value.getBytes(StandardCharsets.UTF_8)));
        inherited.keySet().removeIf(name -> name.startsWith(OURS));
        inherited.put(COOKIE, bytes(outer == null ? cookie : new String(outer, StandardCharsets.UTF_8) + ":" + cookie));
        var plain = new ArrayList<byte[]>();
        var odd = new ArrayList<byte[]>();
        inherited.forEach((name, value) -> (shellName(name) ? plain : odd).add(entry(name, value)));
        return new Environment(plain, odd);
    }

    /** For a helper of a task: no secrets, no surprises, but an outer task still finds it. */
    static List<byte[]> bare() {
        var bare = new ArrayList<byte[]>();
        bare.add(bytes("LC_ALL=C"));
        var outer = OwnEnvironment.values().get(COOKIE);
        if (outer != null) {
            bare.add(entry(COOKIE, outer));
        }
        return bare;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] entry(String name, byte[] value) {
        var start = bytes(name + "=");
        var entry = new byte[start.length + value.length];
        System.arraycopy(start, 0, entry, 0, start.length);
        System.arraycopy(value, 0, entry, start.length, value.length);
        for (var at : entry) {
            if (at == 0) {
                throw new TaskException("the environment variable '" + name + "' contains a NUL character");
            }
        }
        return entry;
    }

    private static boolean shellName(String name) {
        for (var i = 0; i < name.length(); i++) {
            var c = name.charAt(i);
            var letter = c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}

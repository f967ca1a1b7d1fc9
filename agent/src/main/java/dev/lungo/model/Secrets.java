package dev.lungo.model;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What must not show in any message, even where a server repeats it: as it is, in base64 (also in the middle of something
 * longer), URL-encoded or escaped as in JSON, in any case of letters, and broken into lines anywhere.
 */
final class Secrets {
    /** Shorter values would hide ordinary words; nobody's key is that short. */
    private static final int SHORTEST = 8;

    private static final String HIDDEN = "***";

    private final List<String> values;

    /** Made when first needed, of the values alone: whoever comes first may write it, and all write the same. */
    private volatile @Nullable List<String> forms;

    private Secrets(List<String> values) {
        this.values = values;
    }

    static Secrets of(Connection.Anthropic connection) {
        return of(connection.baseUrl(), connection.headers(), connection.key(), connection.token());
    }

    static Secrets of(Connection.OpenAi connection) {
        return of(connection.baseUrl(), connection.headers(), connection.key());
    }

    /** Those of them that have so many letters. */
    Secrets ofLength(int least) {
        return new Secrets(
                values.stream().filter(value -> value.length() >= least).toList());
    }

    /** What a connection without any has. */
    static Secrets none() {
        return new Secrets(List.of());
    }

    static Secrets of(URI url, Map<String, String> headers, String... values) {
        Set<String> secrets = new LinkedHashSet<>(Arrays.asList(values));
        for (String header : headers.values()) {
            secrets.add(header);
            // Behind a scheme such as Bearer.
            secrets.add(header.substring(header.indexOf(' ') + 1));
        }
        inUrl(url).forEach(secrets::add);
        secrets.removeIf(secret -> secret.length() < SHORTEST);
        return new Secrets(List.copyOf(secrets));
    }

    /** A name with its password, the password, and the values of a query. */
    private static Stream<String> inUrl(URI url) {
        String user = url.getRawUserInfo() == null ? "" : url.getRawUserInfo();
        String decoded = url.getUserInfo() == null ? "" : url.getUserInfo();
        String query = url.getRawQuery() == null ? "" : url.getRawQuery();
        return Stream.concat(
                Stream.of(user, behind(user, ':'), decoded, behind(decoded, ':')),
                Arrays.stream(query.split("&", -1)).map(pair -> behind(pair, '=')));
    }

    private static String behind(String text, char mark) {
        int at = text.indexOf(mark);
        return at < 0 ? "" : text.substring(at + 1);
    }

    /** All that is looked for, the longest first, so that none is hidden in part. A start needs none. */
    private List<String> forms() {
        List<String> known = forms;
        if (known == null) {
            known = made();
            forms = known;
        }
        return known;
    }

    private List<String> made() {
        return values.stream()
                .flatMap(Secrets::forms)
                .filter(form -> form.length() >= SHORTEST)
                .distinct()
                .sorted((one, other) -> other.length() - one.length())
                .toList();
    }

    private static Stream<String> forms(String secret) {
        String json = Json.line(Json.object().put("", secret));
        String quoted = json.substring(json.indexOf(':') + 2, json.length() - 2);
        return Stream.concat(
                Stream.of(
                        secret,
                        quoted,
                        quoted.replace("/", "\\/"),
                        URLEncoder.encode(secret, StandardCharsets.UTF_8),
                        URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20")),
                Stream.of(0, 1, 2).flatMap(before -> inBase64(secret, before)));
    }

    /** Those digits that the secret alone decides, so many bytes (modulo three) behind the beginning of what was encoded. */
    private static Stream<String> inBase64(String secret, int before) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, all, before, bytes.length);
        String digits = Base64.getEncoder().withoutPadding().encodeToString(all);
        String own = digits.substring(before == 0 ? 0 : before + 1, all.length * 8 / 6);
        return Stream.of(own, own.replace('+', '-').replace('/', '_'));
    }

    String hide(String text) {
        List<String> forms = forms();
        StringBuilder hidden = null;
        int copied = 0;
        int at = 0;
        while (at < text.length()) {
            int end = end(text, at, forms);
            if (end > at) {
                hidden = hidden == null ? new StringBuilder() : hidden;
                hidden.append(text, copied, at).append(HIDDEN);
                copied = end;
                at = end;
            } else {
                at++;
            }
        }
        return hidden == null
                ? text
                : hidden.append(text, copied, text.length()).toString();
    }

    boolean isIn(String text) {
        return !hide(text).equals(text);
    }

    /** Whether one is in the text and not in the other one. */
    boolean anyIsNew(String text, String other) {
        return values.stream()
                .map(value -> new Secrets(List.of(value)))
                .anyMatch(secret -> secret.isIn(text) && !secret.isIn(other));
    }

    /** Where the secret that begins here ends; {@code at} where none does. */
    private static int end(String text, int at, List<String> forms) {
        for (String form : forms) {
            int end = end(text, at, form);
            if (end > at) {
                return end;
            }
        }
        return at;
    }

    private static int end(String text, int at, String form) {
        if (!same(text.charAt(at), form.charAt(0))) {
            return at;
        }
        int in = 1;
        int next = at + 1;
        while (in < form.length() && next < text.length()) {
            if (same(text.charAt(next), form.charAt(in))) {
                in++;
                next++;
            } else {
                int behind = behindBreak(text, next);
                if (behind == next) {
                    return at;
                }
                next = behind;
            }
        }
        return in == form.length() ? next : at;
    }

    private static boolean same(char one, char other) {
        return one == other || Character.toLowerCase(one) == Character.toLowerCase(other);
    }

    /** Behind a blank or a line break, which JSON may have escaped; {@code at} where there is none. */
    private static int behindBreak(String text, int at) {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            return at + 1;
        }
        boolean escaped = c == '\\' && at + 1 < text.length() && "nrt".indexOf(text.charAt(at + 1)) >= 0;
        return escaped ? at + 2 : at;
    }

    @Override
    public String toString() {
        return "Secrets[" + values.size() + "]";
    }
}

package dev.lungo.permission;

import java.util.ArrayList;
import java.util.List;

/** Whether the operands of {@code test} and {@code [} only compare: {@code -v} would evaluate a subscript. */
final class TestWords {
    private static final String UNARY = "bcdefghknoprstuwxzGLNOS";
    private static final List<String> BINARY =
            List.of("=", "==", "!=", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef");

    private TestWords() {}

    static boolean onlyCompare(Call call) {
        List<Argument> words = new ArrayList<>(call.arguments());
        if (call.program().equals("[")) {
            if (words.isEmpty() || !words.removeLast().is("]")) {
                return false;
            }
        }
        int from = 0;
        for (int at = 0; at <= words.size(); at++) {
            boolean joint = at == words.size()
                    || words.get(at).is("-a")
                    || words.get(at).is("-o");
            if (joint) {
                if (!compares(words.subList(from, at))) {
                    return false;
                }
                from = at + 1;
            }
        }
        return true;
    }

    private static boolean compares(List<Argument> words) {
        if (words.stream().anyMatch(word -> word.kind() == Argument.Kind.MANY)) {
            return false;
        }
        if (words.size() > 1 && words.getFirst().is("!")) {
            return compares(words.subList(1, words.size()));
        }
        return switch (words.size()) {
            case 0, 1 -> true;
            case 2 -> isUnary(words.getFirst());
            case 3 -> words.get(1).constant() && BINARY.contains(words.get(1).value());
            default -> false;
        };
    }

    private static boolean isUnary(Argument word) {
        return word.constant()
                && word.value().length() == 2
                && word.value().startsWith("-")
                && UNARY.indexOf(word.value().charAt(1)) >= 0;
    }
}

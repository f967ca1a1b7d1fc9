package dev.lungo.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a source file's name and length must be like. */
final class SourceRules {
    static final int LONGEST = 500;
    private static final Pattern SAYS_NOTHING = Pattern.compile(".*(Manager|Utils?|Impl|Helpers?)");

    private SourceRules() {}

    static List<Violation> check(String fileName, long lines) {
        var violations = new ArrayList<Violation>();
        if (SAYS_NOTHING.matcher(fileName.replace(".java", "")).matches()) {
            violations.add(new Violation(fileName, "has a name that says nothing"));
        }
        if (lines > LONGEST) {
            violations.add(new Violation(fileName, "has " + lines + " lines, more than " + LONGEST));
        }
        return violations;
    }
}

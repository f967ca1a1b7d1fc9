package dev.lungo.tool;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What every command's git is told by its environment, which counts more than what a repository says of itself: a folder without a
 * {@code .git} is no repository unless somebody names it, and no program is started to find out what changed. Whoever writes
 * files could else make one whose settings run programs.
 */
public final class GitEnvironment {
    private static final Map<String, String> SETTINGS =
            Map.of("safe.bareRepository", "explicit", "core.fsmonitor", "false");

    private GitEnvironment() {}

    /** The variables to add to an environment, behind the settings that it has for git already. */
    public static Map<String, String> in(Map<String, String> environment) {
        int count = count(environment.getOrDefault("GIT_CONFIG_COUNT", ""));
        var added = new LinkedHashMap<String, String>();
        for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
            added.put("GIT_CONFIG_KEY_" + count, setting.getKey());
            added.put("GIT_CONFIG_VALUE_" + count, setting.getValue());
            count++;
        }
        added.put("GIT_CONFIG_COUNT", String.valueOf(count));
        return added;
    }

    /** Git refuses to run where it is no number, and would do so for ours. */
    private static int count(String said) {
        return said.matches("[0-9]{1,6}") ? Integer.parseInt(said) : 0;
    }
}

package dev.lungo.terminal;

import dev.lungo.tasks.BareProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.utils.InfoCmp;

/**
 * What a kind of terminal can do, from {@code infocmp} where JLine does not know it by heart. Asked here and not by JLine,
 * which would hand all of Lungo's environment, keys included, to that program.
 */
final class TypingCapabilities {
    private TypingCapabilities() {}

    /** Makes a kind of terminal known; one that nobody knows counts as the simplest that can move its cursor. */
    static void load(String type) {
        if (InfoCmp.getLoadedInfoCmp(type) == null) {
            String simplest = InfoCmp.getLoadedInfoCmp("ansi");
            InfoCmp.setLoadedInfoCmp(type, asked(type).orElse(simplest));
        }
    }

    private static Optional<String> asked(String type) {
        if (!type.matches("[A-Za-z0-9][A-Za-z0-9+._-]*")) {
            return Optional.empty();
        }
        var infocmp = BareProcess.of("infocmp", type).redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = infocmp.start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(text) : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException now) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}

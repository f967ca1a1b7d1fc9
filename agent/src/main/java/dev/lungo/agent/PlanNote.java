package dev.lungo.agent;

import dev.lungo.model.Block;
import dev.lungo.model.Message;
import java.util.List;

/**
 * What the model is told of plan mode. The conversation itself says what was told last, so that a rewind, a resume and a
 * new conversation need no bookkeeping.
 */
final class PlanNote {
    static final String ON =
            "Automated note, not from the user: plan mode is on. Until you are told that it is off, files"
                    + " are not changed and only commands run that change nothing. Look around, then end your turn with a plan:"
                    + " what you would do, step by step, with the files. The user turns plan mode off when it is to be done.";

    static final String OFF =
            "Automated note, not from the user: plan mode is off. That alone approves nothing: what is to"
                    + " be done is what the user says.";

    private PlanNote() {}

    /** Whether the model, when it reads all of this, takes plan mode to be on. */
    static boolean isOn(List<Message> said, Draft draft) {
        boolean on = false;
        for (Message message : said) {
            for (Block block : message.content()) {
                if (block instanceof Block.Notice(String text, var _)) {
                    on = after(text, on);
                }
            }
        }
        return after(draft.noticeText(), on);
    }

    /** Output in a notice is indented: no command can write a line of these. */
    private static boolean after(String notices, boolean before) {
        int lastOn = lastLine(notices, ON);
        int lastOff = lastLine(notices, OFF);
        return lastOn == lastOff ? before : lastOn > lastOff;
    }

    private static int lastLine(String text, String note) {
        return ("\n" + text).lastIndexOf("\n" + note);
    }
}

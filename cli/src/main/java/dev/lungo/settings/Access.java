package dev.lungo.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Whose a file is and who may do what with it.
 *
 * @param owner the number of a user
 * @param group the number of a group
 */
public record Access(int owner, int group, int mode) {
    private static final int OTHERS_WRITE = 0002;
    private static final int GROUP_WRITES = 0020;
    private static final int STICKY = 01000;

    /** Who owns what a user namespace has no name for. */
    private static final int NOBODY = 65534;

    private static final int SUPERUSER = 0;

    /** That of a file, or of what a link leads to. */
    public static Access of(Path path) throws IOException {
        Map<String, Object> facts = Files.readAttributes(path, "unix:uid,gid,mode");
        return new Access((int) facts.getOrDefault("uid", -1), (int) facts.getOrDefault("gid", -1), (int)
                facts.getOrDefault("mode", -1));
    }

    /** Whether one of the bits is set. */
    public boolean has(int bits) {
        return (mode & bits) != 0;
    }

    /** Whether it belongs to somebody who is neither this user nor root. */
    public boolean isForeign(User me) {
        return owner != me.id() && owner != SUPERUSER && (owner != NOBODY || me.seesAll());
    }

    /** Whether others may write it; the user's own group may be theirs alone. */
    public boolean isOpen(User me) {
        return has(OTHERS_WRITE) || (has(GROUP_WRITES) && group != me.group());
    }

    /** Whether others may take files out of the folder and put their own in. */
    public boolean letsReplace(User me) {
        return isOpen(me) && !has(STICKY);
    }

    /** The mode as chmod takes it. */
    public String octal() {
        return String.format(Locale.ROOT, "%04o", mode & 07777);
    }
}

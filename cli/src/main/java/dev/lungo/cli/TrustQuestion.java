package dev.lungo.cli;

import dev.lungo.settings.Wish;
import java.util.List;

/** Asks whether a folder is trusted, where somebody can be asked. */
interface TrustQuestion {
    /**
     * Whether these wishes are granted from now on.
     *
     * @param wishes that are not granted yet
     * @param again whether the folder was trusted before they came
     */
    boolean isGranted(List<Wish> wishes, boolean again);
}

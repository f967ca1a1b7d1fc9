package dev.lungo.cli;

import dev.lungo.settings.Wish;
import java.util.List;

/** Asks whether a folder is trusted, where somebody can be asked. */
interface TrustQuestion {
    /**
     * Those of these wishes that are granted from now on: none that was not shown.
     *
     * @param wishes that are not granted yet
     * @param again whether the folder was trusted before they came
     */
    List<Wish> granted(List<Wish> wishes, boolean again);
}

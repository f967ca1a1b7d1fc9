package dev.lungo.settings;

import java.util.List;
import java.util.Optional;

/**
 * What a person changed in a file of settings.
 *
 * @param changed whether the file is another one now
 * @param written what the person wrote, as the file asks for it; nothing else that stands in the file
 * @param kept a value of which parts are in the written one, written by whoever wrote it
 */
public record Edit(boolean changed, List<Wish> written, Optional<Wish> kept) {
    public Edit {
        written = List.copyOf(written);
    }
}

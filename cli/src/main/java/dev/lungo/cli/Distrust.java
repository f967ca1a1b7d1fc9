package dev.lungo.cli;

import dev.lungo.settings.Wish;
import java.util.List;
import java.util.function.Consumer;

/** Nobody can be asked: what a folder wants does not count, and that is said. */
record Distrust(Consumer<String> say) implements TrustQuestion {
    @Override
    public List<Wish> granted(List<Wish> wishes, boolean again) {
        // Of variables more can be said where a key is chosen.
        List<Wish> settings = wishes.stream().filter(Wish::isOfSetting).toList();
        if (!settings.isEmpty()) {
            say.accept(TrustPrompt.line(settings, again));
        }
        return List.of();
    }
}

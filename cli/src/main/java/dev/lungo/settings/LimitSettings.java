package dev.lungo.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How long, how much and how often. What is empty is left to whom it concerns.
 *
 * @param commandTimeout how long a command is waited for that names no time
 * @param maxCommandTimeout that a command may ask for
 * @param outputCharacters of a command's output in one answer
 * @param streamSilence a model silent so long is asked again
 * @param orphanGrace how long tasks of a Lungo that died run on
 * @param backgroundWait how long a headless run waits for tasks once the model is done
 * @param maxTurns model calls per prompt
 * @param maxBudget in US dollars
 */
public record LimitSettings(
        Optional<Duration> commandTimeout,
        Optional<Duration> maxCommandTimeout,
        OptionalInt outputCharacters,
        Optional<Duration> streamSilence,
        Optional<Duration> orphanGrace,
        Optional<Duration> backgroundWait,
        OptionalInt maxTurns,
        OptionalDouble maxBudget) {
    public static final LimitSettings DEFAULT = new LimitSettings(
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalDouble.empty());
}

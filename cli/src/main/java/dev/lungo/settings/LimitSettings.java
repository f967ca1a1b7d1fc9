package dev.lungo.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How long, how much and how often.
 *
 * @param commandTimeout how long a command is waited for that names no time
 * @param maxCommandTimeout that a command may ask for
 * @param outputCharacters of a command's output in one answer
 * @param streamSilence a model silent so long is asked again, be it on this machine or not; usually one on this machine
 *     has longer for its first word
 * @param orphanGrace how long tasks of a Lungo that died run on
 * @param backgroundWait how long a headless run waits for tasks once the model is done
 * @param maxTurns model calls per prompt
 * @param maxBudget in US dollars
 */
public record LimitSettings(
        Duration commandTimeout,
        Duration maxCommandTimeout,
        int outputCharacters,
        Optional<Duration> streamSilence,
        Duration orphanGrace,
        Duration backgroundWait,
        OptionalInt maxTurns,
        OptionalDouble maxBudget) {
    /** Longer than any task may run: what {@code none} means where a wait is asked for. */
    public static final Duration NO_LIMIT = Duration.ofDays(3650);
}

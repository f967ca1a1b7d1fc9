package dev.lungo.agent;

/**
 * What a user submitted, in their words.
 *
 * @param number in the session, from 1 on: records name a prompt by it
 */
public record UserPrompt(int number, String text) {}

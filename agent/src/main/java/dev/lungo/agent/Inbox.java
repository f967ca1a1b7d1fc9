package dev.lungo.agent;

/** The one way in: what the user typed and what the model must hear of, in order of arrival. Safe for any thread. */
public final class Inbox {}

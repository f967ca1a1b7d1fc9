package dev.lungo.terminal;

/**
 * What the JSON views say of a session in every line or at its start.
 *
 * @param permissionMode as the user gave it, such as {@code default}
 * @param sandbox what confines commands: {@code off}, {@code light} or {@code strong}
 * @param keySource the variable that the key came from, or {@code none}
 */
public record SessionFacts(String sessionId, String permissionMode, String keySource, String version, String sandbox) {}

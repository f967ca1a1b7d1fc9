package dev.lungo.session;

import java.util.Optional;

/**
 * What the first record of a transcript says.
 *
 * @param session its id
 * @param cwd the folder it works in
 * @param version of Lungo that began it
 * @param forkOf the session that it is a copy of
 */
public record Heading(String session, String cwd, String version, Optional<String> forkOf) {}

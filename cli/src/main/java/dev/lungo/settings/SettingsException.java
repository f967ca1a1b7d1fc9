package dev.lungo.settings;

/** Settings cannot be used as they are written; the message says which file and line, what was expected and what to do. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SettingsException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}

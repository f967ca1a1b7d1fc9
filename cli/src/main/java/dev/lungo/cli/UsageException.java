package dev.lungo.cli;

/** The program was called in a way it cannot serve; the message says what was meant or what to do. Ends with exit 2. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}

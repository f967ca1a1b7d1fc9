package dev.lungo.tool;

/**
 * Text for a regular expression to look at, but not for ever: a pattern that backtracks too much, or whose thread is
 * interrupted, ends with {@link OutOfPatience}. Owned by one thread.
 */
final class PatientText implements CharSequence {
    private static final int CHECK_MASK = 0xFFF;

    private final String text;
    private final Budget budget;

    /**
     * A text with a budget of its own.
     *
     * @param looks how many characters may be looked at
     */
    PatientText(String text, long looks) {
        this(text, new Budget(looks));
    }

    private PatientText(String text, Budget budget) {
        this.text = text;
        this.budget = budget;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        budget.spend();
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new PatientText(text.substring(start, end), budget);
    }

    @Override
    public String toString() {
        return text;
    }

    private static final class Budget {
        private long left;

        Budget(long looks) {
            this.left = looks;
        }

        void spend() {
            left--;
            if (left < 0 || ((left & CHECK_MASK) == 0 && Thread.currentThread().isInterrupted())) {
                throw new OutOfPatience();
            }
        }
    }

    /** The budget is spent, or the thread is interrupted (its status is left as it is). */
    static final class OutOfPatience extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutOfPatience() {
            super("a regular expression took too many steps", null, false, false);
        }
    }
}

package dev.vendorhooks.http;

/** Text of somebody else made fit for a header or a line of a log. */
public final class PrintableText {

    private static final int MAX_LENGTH = 512;

    private PrintableText() {}

    /** {@code text} with control characters replaced by blanks, cut to 512 characters, though not within one of two. */
    public static String of(String text) {
        String bounded = bounded(text);
        for (int i = 0; i < bounded.length(); i++) {
            if (isControl(bounded.charAt(i))) {
                return withoutControls(bounded);
            }
        }
        return bounded;
    }

    private static String bounded(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        boolean isWithinPair = Character.isSurrogatePair(text.charAt(MAX_LENGTH - 1), text.charAt(MAX_LENGTH));
        return text.substring(0, isWithinPair ? MAX_LENGTH - 1 : MAX_LENGTH);
    }

    private static String withoutControls(String text) {
        StringBuilder clean = new StringBuilder(text);
        for (int i = 0; i < clean.length(); i++) {
            if (isControl(clean.charAt(i))) {
                clean.setCharAt(i, ' ');
            }
        }
        return clean.toString();
    }

    /** Line and paragraph separators count: some viewers of logs break lines at them. */
    private static boolean isControl(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }
}

package dev.vendorhooks.doctor;

import java.util.List;

/**
 * Where white space stands between the tokens of JSON.
 *
 * @param words how it is called, as it follows "the body"
 * @param indent what one level is indented by; null: all stands in one line
 * @param lineArrays whether arrays stand in one line all the same
 * @param padding what stands inside of brackets in one line
 */
record JsonLayout(String words, String indent, boolean lineArrays, String padding, String comma, String colon) {

    /** The usual ones, the likeliest first. */
    static final List<JsonLayout> ALL = List.of(
            line("written compactly", ",", ":"),
            line("written with a blank behind commas and colons", ", ", ": "),
            indented("indented by 2", "  "),
            indented("indented by 4", "    "),
            indented("indented by tabs", "\t"),
            new JsonLayout("indented with arrays in one line", "  ", true, " ", ", ", " : "));

    private static JsonLayout line(String words, String comma, String colon) {
        return new JsonLayout(words, null, false, "", comma, colon);
    }

    private static JsonLayout indented(String words, String indent) {
        return new JsonLayout(words, indent, false, "", ",", ": ");
    }

    String write(List<String> tokens) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        int lineDepth = 0;
        String before = "";
        for (String token : tokens) {
            boolean isOpening = token.equals("{") || token.equals("[");
            boolean isClosing = token.equals("}") || token.equals("]");
            boolean inLine = indent == null || lineArrays && lineDepth > 0;
            if (isClosing) {
                depth--;
                boolean isEmpty = before.equals("{") || before.equals("[");
                if (!isEmpty || !padding.isEmpty()) {
                    space(text, inLine || isEmpty, depth);
                }
                if (token.equals("]")) {
                    lineDepth--;
                }
            } else if (before.equals("{") || before.equals("[")) {
                space(text, inLine, depth);
            } else if (before.equals(",")) {
                newElement(text, inLine, depth);
            }
            text.append(token.equals(",") ? "" : token.equals(":") ? colon : token);
            if (isOpening) {
                depth++;
                if (token.equals("[")) {
                    lineDepth++;
                }
            }
            before = token;
        }
        return text.toString();
    }

    private void space(StringBuilder text, boolean inLine, int depth) {
        text.append(inLine ? padding : "\n" + indent.repeat(depth));
    }

    private void newElement(StringBuilder text, boolean inLine, int depth) {
        text.append(inLine ? comma : ",\n" + indent.repeat(depth));
    }
}

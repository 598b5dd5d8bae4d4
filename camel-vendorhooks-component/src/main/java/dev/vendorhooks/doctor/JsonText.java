package dev.vendorhooks.doctor;

import dev.vendorhooks.event.EventJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * JSON that is kept as it was written: numbers and the escapes in strings verbatim, and the white space apart.
 *
 * @param value what it says
 * @param gaps the white space before each token, in the order of {@link #tokens}
 */
record JsonText(Value value, List<String> gaps) {

    /** A value as written. */
    sealed interface Value permits Members, Items, Leaf {}

    record Members(List<Member> members) implements Value {}

    /** @param name as written, with quotes and escapes */
    record Member(String name, Value value) {

        String plainName() {
            return JsonEscapes.unescaped(name);
        }
    }

    record Items(List<Value> items) implements Value {}

    /** A string, with its quotes, a number or a word. */
    record Leaf(String text) implements Value {}

    /** The text of a body; empty if it is not one whole JSON object within the limits of the JSON parser. */
    static Optional<JsonText> of(byte[] body) {
        if (!EventJson.isObject(body)) {
            return Optional.empty();
        }
        Reader reader = new Reader(new String(EventJson.withoutMark(body), StandardCharsets.UTF_8));
        return Optional.of(new JsonText(reader.value(), reader.gaps));
    }

    /** The tokens of a value, its strings written anew by {@code strings}. */
    static List<String> tokens(Value value, UnaryOperator<String> strings) {
        List<String> tokens = new ArrayList<>();
        addTokens(value, strings, tokens);
        return tokens;
    }

    private static void addTokens(Value value, UnaryOperator<String> strings, List<String> tokens) {
        if (value instanceof Members object) {
            tokens.add("{");
            String separator = null;
            for (Member member : object.members) {
                if (separator != null) {
                    tokens.add(separator);
                }
                tokens.add(strings.apply(member.name));
                tokens.add(":");
                addTokens(member.value, strings, tokens);
                separator = ",";
            }
            tokens.add("}");
        } else if (value instanceof Items array) {
            tokens.add("[");
            String separator = null;
            for (Value item : array.items) {
                if (separator != null) {
                    tokens.add(separator);
                }
                addTokens(item, strings, tokens);
                separator = ",";
            }
            tokens.add("]");
        } else if (value instanceof Leaf leaf) {
            tokens.add(leaf.text.startsWith("\"") ? strings.apply(leaf.text) : leaf.text);
        }
    }

    /** {@code value} with the members of all objects in the order of their names. */
    static Value sorted(Value value, Comparator<String> names) {
        if (value instanceof Members object) {
            return new Members(object.members.stream()
                    .map(member -> new Member(member.name, sorted(member.value, names)))
                    .sorted(Comparator.comparing(Member::plainName, names))
                    .toList());
        }
        return value instanceof Items array
                ? new Items(
                        array.items.stream().map(item -> sorted(item, names)).toList())
                : value;
    }

    /** {@code value} with its members in the order of {@code model}, those that it lacks behind the others. */
    static Value sortedLike(Value model, Value value) {
        if (value instanceof Members object && model instanceof Members example) {
            List<String> names = example.members.stream().map(Member::plainName).toList();
            List<List<Member>> places = new ArrayList<>();
            IntStream.rangeClosed(0, names.size()).forEach(i -> places.add(new ArrayList<>()));
            for (Member member : object.members) {
                int place = names.indexOf(member.plainName());
                if (place < 0) {
                    places.get(names.size()).add(member);
                } else {
                    Value modelled = sortedLike(example.members.get(place).value, member.value);
                    places.get(place).add(new Member(member.name, modelled));
                }
            }
            return new Members(places.stream().flatMap(List::stream).toList());
        }
        return value instanceof Items array && model instanceof Items example && !example.items.isEmpty()
                ? new Items(array.items.stream()
                        .map(item -> sortedLike(example.items.get(0), item))
                        .toList())
                : value;
    }

    /** Reads what a JSON parser has found to be well-formed. */
    private static final class Reader {

        private final String text;
        private final List<String> gaps = new ArrayList<>();
        private int position;

        Reader(String text) {
            this.text = text;
        }

        Value value() {
            char first = next();
            if (first == '{') {
                return new Members(list('}', this::member));
            }
            if (first == '[') {
                return new Items(list(']', this::value));
            }
            return new Leaf(scalar());
        }

        private Member member() {
            next();
            String name = scalar();
            skip();
            return new Member(name, value());
        }

        private <T> List<T> list(char end, Supplier<T> element) {
            List<T> elements = new ArrayList<>();
            position++;
            if (text.charAt(nextPosition()) == end) {
                skip();
                return elements;
            }
            do {
                elements.add(element.get());
                next();
            } while (text.charAt(position++) == ',');
            return elements;
        }

        /** Notes the gap before the next token and tells its first character. */
        private char next() {
            int next = nextPosition();
            gaps.add(text.substring(position, next));
            position = next;
            return text.charAt(position);
        }

        private int nextPosition() {
            int next = position;
            while (text.charAt(next) <= ' ') {
                next++;
            }
            return next;
        }

        private void skip() {
            next();
            position++;
        }

        private String scalar() {
            int start = position;
            if (text.charAt(start) == '"') {
                do {
                    position += text.charAt(position) == '\\' ? 2 : 1;
                } while (text.charAt(position) != '"');
                position++;
            } else {
                while (",]} \t\r\n".indexOf(text.charAt(position)) < 0) {
                    position++;
                }
            }
            return text.substring(start, position);
        }
    }
}

package dev.vendorhooks.inspector;

import com.sun.net.httpserver.HttpExchange;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The files that make up the page, by their paths. */
final class Page {

    private record File(String type, byte[] content) {}

    private final Map<String, File> files;

    Page() throws IOException {
        files = Map.of(
                "/", file("index.html", "text/html; charset=utf-8"),
                "/inspector.js", file("inspector.js", "text/javascript; charset=utf-8"),
                "/inspector.css", file("inspector.css", "text/css; charset=utf-8"));
    }

    boolean has(String path) {
        return files.containsKey(path);
    }

    void send(HttpExchange exchange, String path) throws IOException {
        File file = files.get(path);
        Answers.send(exchange, 200, file.type(), file.content());
    }

    private static File file(String name, String type) throws IOException {
        try (InputStream content = Page.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new FileNotFoundException(name);
            }
            return new File(type, content.readAllBytes());
        }
    }
}

package dev.vendorhooks.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vendorhooks.http.PrintableText;
import dev.vendorhooks.journal.Direction;
import dev.vendorhooks.journal.Journal;
import dev.vendorhooks.journal.JournalEntry;
import dev.vendorhooks.journal.JournalFilter;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the page, from its construction until it is closed. */
public final class Inspector implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Inspector.class);
    private static final long LOOK_MILLIS = 500;
    private static final Pattern DELIVERY = Pattern.compile("/api/deliveries/([^/]+)(/replay)?");

    private final ReadJournals journals;
    private final InspectorActions actions;
    private final LiveEvents live;
    private final Page page = new Page();
    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Door door;

    /**
     * Starts to listen.
     *
     * @param journals what is shown; may change while it runs
     * @throws IllegalArgumentException if anybody could reach it and no user and password are set
     * @throws IOException if it cannot listen there
     */
    public Inspector(InspectorSettings settings, Supplier<Collection<Journal>> journals, InspectorActions actions)
            throws IOException {
        this(settings, journals, actions, LOOK_MILLIS);
    }

    /** Live pages hear of news within {@code lookMillis}. */
    Inspector(
            InspectorSettings settings,
            Supplier<Collection<Journal>> journals,
            InspectorActions actions,
            long lookMillis)
            throws IOException {
        InetAddress address = InetAddress.getByName(settings.host());
        settings.requireSafeOn(address);
        this.journals = new ReadJournals(journals);
        this.actions = actions;
        this.live = new LiveEvents(this.journals, lookMillis);
        this.server = bind(settings, address);
        this.door = new Door(settings, port(), Clock.systemUTC());
        this.threads = threads();
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        LOG.info("The inspector is at http://{}:{}/", settings.host(), port());
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            Answers.secure(exchange);
            try {
                door.admit(exchange);
                switch (exchange.getRequestMethod()) {
                    case "GET" -> show(exchange, exchange.getRequestURI());
                    case "POST" -> act(exchange, exchange.getRequestURI().getRawPath());
                    default -> throw new Refused(405, "There are GET and POST only.");
                }
            } catch (Refused refused) {
                Answers.problem(exchange, refused.status(), refused.getMessage());
            } catch (RuntimeException e) {
                LOG.warn(
                        "The inspector could not answer {}",
                        PrintableText.of(exchange.getRequestURI().getRawPath()),
                        e);
                if (exchange.getResponseCode() == -1) {
                    Answers.problem(exchange, 500, "That failed. The application's log says why.");
                }
            }
        } catch (IOException e) {
            LOG.debug("A client of the inspector went away", e);
        }
    }

    private void show(HttpExchange exchange, URI uri) throws IOException {
        if (page.has(uri.getRawPath())) {
            page.send(exchange, uri.getRawPath());
            return;
        }
        switch (uri.getRawPath()) {
            case "/api/deliveries" -> Answers.json(exchange, list(filter(uri)));
            case "/api/events" -> live.stream(exchange);
            case "/api/samples" -> Answers.json(exchange, samples());
            case "/api/token" -> Answers.json(exchange, Answers.object("token", door.token()));
            default -> Answers.json(exchange, EntryJson.details(entry(uri.getRawPath(), null)));
        }
    }

    private void act(HttpExchange exchange, String path) throws IOException {
        door.admitAction(exchange);
        JsonNode request = Answers.read(exchange);
        try {
            String id = path.equals("/api/samples")
                    ? actions.sample(text(request, "path"), text(request, "type"))
                    : actions.replay(entry(path, "/replay"));
            Answers.json(exchange, Answers.object("id", id));
        } catch (IllegalArgumentException e) {
            throw new Refused(409, e.getMessage());
        }
    }

    private JournalEntry entry(String path, String action) {
        Matcher delivery = DELIVERY.matcher(path);
        if (!delivery.matches() || !Objects.equals(delivery.group(2), action)) {
            throw new Refused(404, "There is nothing here.");
        }
        // a plus sign is one in a path
        String id = decoded(delivery.group(1).replace("+", "%2B"));
        return journals.entry(id).orElseThrow(() -> new Refused(404, "No journal holds this delivery any more."));
    }

    private ArrayNode list(JournalFilter filter) {
        ArrayNode list = EntryJson.MAPPER.createArrayNode();
        journals.latest(filter).forEach(entry -> list.add(EntryJson.summary(entry)));
        return list;
    }

    private ObjectNode samples() {
        return EntryJson.MAPPER.valueToTree(actions.samples());
    }

    private static JournalFilter filter(URI uri) {
        Map<String, String> query = query(uri.getRawQuery());
        return new JournalFilter(
                direction(query.get("direction")), query.get("vendor"), query.get("type"), query.get("outcome"));
    }

    private static Direction direction(String name) {
        if (name == null) {
            return null;
        }
        return switch (name) {
            case "received" -> Direction.RECEIVED;
            case "sent" -> Direction.SENT;
            default -> throw new Refused(400, "A direction is received or sent.");
        };
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2 && !parts[1].isEmpty()) {
                query.put(decoded(parts[0]), decoded(parts[1]));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String text(JsonNode request, String name) {
        JsonNode text = request.path(name);
        if (!text.isTextual()) {
            throw new Refused(400, "The text '" + name + "' is missing.");
        }
        return text.textValue();
    }

    private static HttpServer bind(InspectorSettings settings, InetAddress address) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(address, settings.port()), 0);
        } catch (BindException e) {
            throw new IOException(
                    "The inspector cannot listen on " + settings + ": " + e.getMessage()
                            + ". Set inspectorPort to a port that is free, or to 0 for any.",
                    e);
        }
    }

    /** Enough for every live page and some requests beside; what is more than that waits, then is turned away. */
    private static ThreadPoolExecutor threads() {
        AtomicInteger number = new AtomicInteger();
        int count = LiveEvents.MOST_CLIENTS + 8;
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(count, count, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(64), task -> {
                    Thread thread = new Thread(task, "vendorhook-inspector-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}

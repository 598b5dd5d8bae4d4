package dev.vendorhooks.camel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver that behaves as no HTTP server would, on a free port of the loopback interface. */
final class RawReceiver implements AutoCloseable {

    /** What a receiver does with a connection, which is closed afterwards. */
    interface Behaviour {
        void on(Socket connection) throws IOException;
    }

    private final ServerSocket listener = new ServerSocket(0, 300, InetAddress.getByName("127.0.0.1"));
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final Behaviour behaviour;

    RawReceiver(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many connections were made. */
    int connections() {
        return connections.size();
    }

    /** Returns once all connections have ended. */
    void awaitEnd() {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> ended.get() == connections.size());
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listener.accept();
                connections.add(connection);
                start(() -> serve(connection));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            behaviour.on(connection);
        } catch (IOException e) {
            // the sender hung up
        } finally {
            ended.incrementAndGet();
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "raw-receiver");
        thread.setDaemon(true);
        thread.start();
    }

    /** Reads the head of a request, up to and with its empty line. */
    static String readHead(Socket connection) throws IOException {
        InputStream in = connection.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** Reads one request whole. */
    static void readRequest(Socket connection) throws IOException {
        String length = readHead(connection).replaceFirst("(?is).*\r\nContent-Length: (\\d+)\r\n.*", "$1");
        connection.getInputStream().readNBytes(Integer.parseInt(length));
    }

    /** Reads one request and answers {@code text}. */
    static Behaviour answering(String text) {
        return connection -> {
            readRequest(connection);
            write(connection, text);
        };
    }

    /** Reads one request, answers {@code text} and leaves it at that until the sender hangs up. */
    static Behaviour stallingAfter(String text) {
        return connection -> {
            answering(text).on(connection);
            connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        };
    }

    /** Reads one request, answers {@code text} and then {@code more} for as long as the sender takes it. */
    static Behaviour pouringAfter(String text, String more) {
        return connection -> {
            answering(text).on(connection);
            byte[] bytes = more.getBytes(ISO_8859_1);
            while (true) {
                connection.getOutputStream().write(bytes);
            }
        };
    }

    /** Reads one request, answers {@code text} and then {@code more} a while at a time until the sender hangs up. */
    static Behaviour drippingAfter(String text, String more) {
        return connection -> {
            answering(text).on(connection);
            drip(connection, more);
        };
    }

    /** Writes {@code more} a while at a time until the sender hangs up. */
    static void drip(Socket connection, String more) throws IOException {
        connection.setSoTimeout(20);
        while (true) {
            try {
                if (connection.getInputStream().read() < 0) {
                    return;
                }
            } catch (SocketTimeoutException e) {
                write(connection, more);
            }
        }
    }

    static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(ISO_8859_1));
        connection.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}

package dev.vendorhooks.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** Sends a request and reads its answer, one after the other, over one connection as long as the server keeps it. */
final class Connection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final String HEAD_END = "\r\n\r\n";
    private static final String EMPTY_CHUNKS = "0\r\n\r\n";

    private final int port;
    private final byte[] buffer = new byte[16_384];
    private Socket socket;

    Connection(int port) throws IOException {
        this.port = port;
        socket = connect(port);
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    /** Sends {@code request}; throws if the server is silent for ten seconds or answers with another status. */
    void expect(byte[] request, int status) throws IOException {
        int answered = answer(request).status();
        if (answered != status) {
            throw new IOException("Answered " + answered + " and not " + status);
        }
    }

    /** What came back. */
    record Answer(int status, boolean asksToComeBack) {}

    /** Sends {@code request}; throws if the server is silent for ten seconds. */
    Answer answer(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        return readAnswer();
    }

    /** Sends {@code request} in so many pieces, with a pause before each. */
    Answer answerSlowly(byte[] request, int pieces, long pauseNanos) throws IOException {
        for (int i = 0; i < pieces; i++) {
            LockSupport.parkNanos(pauseNanos);
            int from = i * request.length / pieces;
            socket.getOutputStream().write(request, from, (i + 1) * request.length / pieces - from);
        }
        return readAnswer();
    }

    private Answer readAnswer() throws IOException {
        InputStream input = socket.getInputStream();
        String text = "";
        while (!isWhole(text)) {
            int count = input.read(buffer);
            if (count < 0) {
                throw new IOException("The server ended the connection after: " + text);
            }
            text += new String(buffer, 0, count, ISO_8859_1);
        }
        String head = text.toLowerCase(Locale.ROOT);
        if (head.contains("\r\nconnection: close\r\n")) {
            // Tomcat does so after each 503, and after 100 requests
            socket.close();
            socket = connect(port);
        }
        return new Answer(
                Integer.parseInt(text.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length())),
                head.contains("\r\nretry-after: "));
    }

    /** Whether {@code text} is a whole answer without a body, which is all that the servers send. */
    private static boolean isWhole(String text) throws IOException {
        int headEnd = text.indexOf(HEAD_END);
        if (headEnd < 0) {
            return false;
        }
        String body = text.substring(headEnd + HEAD_END.length());
        String head = text.substring(0, headEnd).toLowerCase(Locale.ROOT) + "\r\n";
        if (head.contains("\r\ntransfer-encoding: chunked\r\n") && EMPTY_CHUNKS.startsWith(body)) {
            return body.equals(EMPTY_CHUNKS);
        }
        if (head.contains("\r\ncontent-length: 0\r\n") && body.isEmpty()) {
            return true;
        }
        throw new IOException("Not an answer with an empty body: " + text);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

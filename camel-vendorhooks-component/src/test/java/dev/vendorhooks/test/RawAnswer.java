package dev.vendorhooks.test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * What came back for one request, up to the end of the connection.
 *
 * @param status 0 if the server closed the connection without an answer
 * @param headers the lines between the status and the body
 */
record RawAnswer(int status, List<String> headers, String body) {

    private static final int LONGEST_WAIT = 20_000;
    private static final String END_OF_HEAD = "\r\n\r\n";

    /** Posts bytes as they are to a port of this machine, and says that no more will come. */
    static RawAnswer to(int port, String head, byte[] body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(LONGEST_WAIT);
            try {
                socket.getOutputStream().write(head.getBytes(ISO_8859_1));
                socket.getOutputStream().write(body);
                socket.getOutputStream().flush();
            } catch (SocketException e) {
                // refused before it was read to its end; the answer is there already
            }
            return of(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
        }
    }

    /** As {@link #to}, for a body that ends before it should. */
    static RawAnswer toBrokenOff(int port, String head, byte[] start) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(LONGEST_WAIT);
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            socket.getOutputStream().write(start);
            socket.shutdownOutput();
            return of(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
        }
    }

    /**
     * As {@link #to}, for bytes that may be no request: all that came back, which may be no answer. After {@code wait}
     * without a byte the caller says that no more will come.
     */
    static String toWhatever(int port, String bytes, Duration wait) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
            socket.setSoTimeout((int) wait.toMillis());
            try {
                socket.getInputStream().transferTo(answer);
            } catch (SocketTimeoutException e) {
                socket.shutdownOutput();
                socket.setSoTimeout(LONGEST_WAIT);
                socket.getInputStream().transferTo(answer);
            }
        } catch (SocketException e) {
            // reset by the server, which is one way to refuse
        }
        return answer.toString(ISO_8859_1);
    }

    static RawAnswer of(String text) {
        if (text.isEmpty()) {
            return new RawAnswer(0, List.of(), "");
        }
        int end = text.indexOf(END_OF_HEAD);
        List<String> lines = text.substring(0, end).lines().toList();
        return new RawAnswer(
                Integer.parseInt(lines.get(0).split(" ")[1]),
                lines.subList(1, lines.size()),
                text.substring(end + END_OF_HEAD.length()));
    }

    /** The names of the headers, in lower case. */
    TreeSet<String> headerNames() {
        TreeSet<String> names = new TreeSet<>();
        headers.forEach(line -> names.add(line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)));
        return names;
    }
}

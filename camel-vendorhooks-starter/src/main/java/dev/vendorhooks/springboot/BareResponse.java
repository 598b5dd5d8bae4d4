package dev.vendorhooks.springboot;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A response of a status and headers: no error page, no problem details, whoever writes them. */
final class BareResponse extends HttpServletResponseWrapper {

    private final ServletOutputStream nothing = new Nothing();

    BareResponse(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void sendError(int status) {
        resetBuffer();
        setStatus(status);
    }

    @Override
    public void sendError(int status, String message) {
        sendError(status);
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return nothing;
    }

    @Override
    public PrintWriter getWriter() {
        return new PrintWriter(new OutputStreamWriter(nothing, StandardCharsets.UTF_8));
    }

    @Override
    public void setContentLength(int length) {
        super.setContentLength(0);
    }

    @Override
    public void setContentLengthLong(long length) {
        super.setContentLengthLong(0);
    }

    @Override
    public void setContentType(String type) {
        // there is no content
    }

    @Override
    public void setHeader(String name, String value) {
        if (!isAboutContent(name)) {
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (!isAboutContent(name)) {
            super.addHeader(name, value);
        }
    }

    private static boolean isAboutContent(String header) {
        return header.toLowerCase(Locale.ROOT).startsWith("content-");
    }

    private static final class Nothing extends ServletOutputStream {

        @Override
        public void write(int value) {}

        @Override
        public void write(byte[] bytes, int offset, int length) {}

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("Nothing is written");
        }
    }
}

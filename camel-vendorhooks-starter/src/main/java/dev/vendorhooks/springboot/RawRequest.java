package dev.vendorhooks.springboot;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.springframework.http.MediaType;

/**
 * A request whose body is bytes to everybody, whatever type and charset it declares, and ends one byte after the
 * largest allowed: Camel's engine copies all of it into memory, and the consumer refuses what is too large.
 */
final class RawRequest extends HttpServletRequestWrapper {

    private final int maxBodySize;
    private ServletInputStream body;

    RawRequest(HttpServletRequest request, int maxBodySize) {
        super(request);
        this.maxBodySize = maxBodySize;
    }

    @Override
    public String getContentType() {
        return MediaType.APPLICATION_OCTET_STREAM_VALUE;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new LimitedStream(super.getInputStream(), maxBodySize + 1L);
        }
        return body;
    }

    private static final class LimitedStream extends ServletInputStream {

        private final ServletInputStream stream;
        private long left;

        LimitedStream(ServletInputStream stream, long limit) {
            this.stream = stream;
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int value = left > 0 ? stream.read() : -1;
            left -= value >= 0 ? 1 : 0;
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0 && length > 0) {
                return -1;
            }
            int count = stream.read(bytes, offset, (int) Math.min(length, left));
            left -= Math.max(count, 0);
            return count;
        }

        @Override
        public boolean isFinished() {
            return left == 0 || stream.isFinished();
        }

        @Override
        public boolean isReady() {
            return stream.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            stream.setReadListener(listener);
        }
    }
}

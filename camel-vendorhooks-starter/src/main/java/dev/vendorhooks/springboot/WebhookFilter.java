package dev.vendorhooks.springboot;

import dev.vendorhooks.camel.VendorhookComponent;
import dev.vendorhooks.camel.VendorhookConsumer;
import dev.vendorhooks.signature.Refusal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.coyote.CloseNowException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.util.ClassUtils;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Guards the paths of vendorhook consumers; all others pass untouched. What needs no body to be refused is refused
 * before anything reads it, so that no upload reaches the disk and no endless body the memory, and all answers are bare.
 */
final class WebhookFilter implements Filter {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookFilter.class);
    private static final String TOO_SLOW = "The body of a webhook came too slowly";
    private static final boolean TOMCAT =
            ClassUtils.isPresent("org.apache.coyote.CloseNowException", WebhookFilter.class.getClassLoader());
    private static final String RECEIVED_NANOS = WebhookFilter.class.getName() + ".receivedNanos";

    private final Supplier<CamelContext> camelContext;
    private final Duration bodyTimeout;

    /** @param bodyTimeout how long a body may take to arrive */
    WebhookFilter(Supplier<CamelContext> camelContext, Duration bodyTimeout) {
        this.camelContext = camelContext;
        this.bodyTimeout = bodyTimeout;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        if (request.getDispatcherType() == DispatcherType.ERROR
                && consumerOn(failedPath(request)).isPresent()) {
            // the container found the body broken and asks for an error page; the status is set already
            return;
        }
        Optional<VendorhookConsumer> consumer = consumerOn(path(request));
        if (consumer.isEmpty()) {
            chain.doFilter(request, response);
        } else {
            receive(request, response, consumer.get(), chain);
        }
    }

    private void receive(
            HttpServletRequest request, HttpServletResponse response, VendorhookConsumer consumer, FilterChain chain)
            throws IOException {
        if (!request.getMethod().equals("POST")) {
            response.setHeader(HttpHeaders.ALLOW, "POST");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        Optional<Refusal> refusal = consumer.refuseUnread(new ServletHeaders(request));
        if (refusal.isPresent()) {
            response.setStatus(refusal.get().status());
            return;
        }
        byte[] body;
        try {
            // here and not in Camel's engine, whose few threads slow senders would hold; one byte too many is refused
            body = read(request.getInputStream(), consumer.maxBodySize() + 1);
        } catch (SocketTimeoutException e) {
            LOG.debug("{} gives up on the body of a request", consumer.getEndpoint(), e);
            abort(response);
            return;
        } catch (IOException e) {
            LOG.debug("{} cannot read the body of a request", consumer.getEndpoint(), e);
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        request.setAttribute(RECEIVED_NANOS, System.nanoTime());
        BareResponse bare = new BareResponse(response);
        try {
            chain.doFilter(new RawRequest(request, body), bare);
        } catch (ServletException | RuntimeException e) {
            if (e.getCause() instanceof RejectedExecutionException) {
                LOG.debug("{} finds no room in the queue for a thread", consumer.getEndpoint(), e);
                bare.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
                bare.setHeader(HttpHeaders.RETRY_AFTER, VendorhookConsumer.RETRY_AFTER_SECONDS);
                return;
            }
            // to the container it would be a reason to show an error page
            LOG.error("{} cannot handle a request", consumer.getEndpoint(), e);
            bare.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
    }

    /** The container's own timeout begins anew with each byte. */
    private byte[] read(InputStream from, int most) throws IOException {
        long start = System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[8_192];
        int count;
        while (body.size() < most && (count = from.read(buffer, 0, Math.min(buffer.length, most - body.size()))) >= 0) {
            body.write(buffer, 0, count);
            if (System.nanoTime() - start > bodyTimeout.toNanos()) {
                throw new SocketTimeoutException("The body did not arrive within " + bodyTimeout);
            }
        }
        return body.toByteArray();
    }

    /** Else the container would read the rest, as slowly as it comes, to use the connection again. */
    private static void abort(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_REQUEST_TIMEOUT);
        response.flushBuffer();
        throw TOMCAT ? Tomcat.closeNow() : new IOException(TOO_SLOW);
    }

    /** Apart, as other containers do not have the class. */
    private static final class Tomcat {

        /** Unlike other exceptions it is not logged as an error, which anybody could then fill the log with. */
        static IOException closeNow() {
            return new CloseNowException(TOO_SLOW);
        }
    }

    /** The milliseconds since {@code request} was there, body and all; 0 if it passed no filter. */
    static long millisSinceReceived(ServletRequest request) {
        return request.getAttribute(RECEIVED_NANOS) instanceof Long received
                ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - received)
                : 0;
    }

    private Optional<VendorhookConsumer> consumerOn(String path) {
        CamelContext context = camelContext.get();
        return context.getComponentNames().stream()
                .map(context::hasComponent)
                .filter(VendorhookComponent.class::isInstance)
                .map(component -> ((VendorhookComponent) component).consumerOn(path))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static String failedPath(HttpServletRequest request) {
        String uri = (String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return uri == null ? "" : uri.substring(request.getContextPath().length());
    }

    /** The path as Spring MVC compares it: decoded, without context path, servlet path and path parameters. */
    private static String path(HttpServletRequest request) {
        StringBuilder path = new StringBuilder();
        for (PathContainer.Element element :
                ServletRequestPathUtils.parse(request).pathWithinApplication().elements()) {
            path.append(element instanceof PathSegment segment ? segment.valueToMatch() : element.value());
        }
        return path.toString();
    }
}

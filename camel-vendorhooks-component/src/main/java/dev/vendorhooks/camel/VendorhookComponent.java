package dev.vendorhooks.camel;

import dev.vendorhooks.http.Headers;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.PluginHelper;

/** Receives the webhooks of vendors: authentic, typed, once. */
@Component(VendorhookConstants.SCHEME)
public class VendorhookComponent extends DefaultComponent {

    private static final String PLATFORM_HTTP = "platform-http";

    @Metadata(description = "The options that endpoints start from.")
    private VendorhookConfiguration configuration = new VendorhookConfiguration();

    @Metadata(
            label = "consumer,advanced",
            defaultValue = "false",
            description = "Whether the HTTP engine hands over the body as a stream. Needed on Spring Boot, where the"
                    + " starter sets it, as its engine decodes the body otherwise and signatures fail; to be left off"
                    + " elsewhere, where it would take away the engine's own limit on bodies.")
    private boolean useStreaming;

    @Metadata(
            label = "consumer,advanced",
            description = "Tells the time that signed times are compared with. The default is the system's; another one"
                    + " lets tests receive recorded deliveries.")
    private Clock clock = Clock.systemUTC();

    private final Map<String, VendorhookConsumer> consumersByPath = new ConcurrentHashMap<>();
    private Function<Message, Optional<Headers>> requestHeaders = request -> Optional.empty();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        VendorhookEndpoint endpoint = new VendorhookEndpoint(uri, remaining, this, configuration.copy());
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /**
     * Gives a path of the HTTP server to {@code consumer}; with two on one path the engine would serve either. A route
     * that is started again has a new consumer, which takes the path over from the one that was stopped.
     */
    synchronized void takePath(String path, VendorhookConsumer consumer) {
        VendorhookConsumer other = consumersByPath.get(path);
        if (other != null && !other.gavePathUp()) {
            throw new IllegalArgumentException(consumer.getEndpoint() + " cannot listen on " + path + ", where "
                    + other.getEndpoint() + " of route " + other.getRouteId()
                    + " listens already. Set 'path' on one of them.");
        }
        if (other != null) {
            other.stopListening();
        }
        consumersByPath.put(path, consumer);
    }

    synchronized void leavePath(String path, VendorhookConsumer consumer) {
        consumersByPath.remove(path, consumer);
    }

    /** The consumer that answers on a path of the HTTP server, be its route started or not. */
    public Optional<VendorhookConsumer> consumerOn(String path) {
        return Optional.ofNullable(consumersByPath.get(path));
    }

    /**
     * Lets an auto-configuration tell the headers as they were received, where the HTTP engine's messages do not; empty
     * for a message that it does not know. To be called before any route is started.
     */
    public void readHeadersWith(Function<Message, Optional<Headers>> requestHeaders) {
        this.requestHeaders = requestHeaders;
    }

    Headers requestHeaders(Message request) {
        return requestHeaders.apply(request).orElseGet(() -> new RequestHeaders(request));
    }

    /**
     * The component that serves HTTP. The Camel CLI starts its server from the component's resolver, and that server
     * looks the component up again: while the context starts, the component has to be there before it is resolved.
     */
    PlatformHttpComponent platformHttp() throws Exception {
        CamelContext context = getCamelContext();
        boolean starting =
                context.getStatus().isStarting() || context.getStatus().isStarted();
        if (starting && context.hasComponent(PLATFORM_HTTP) == null) {
            PlatformHttpComponent component = new PlatformHttpComponent(context);
            context.addComponent(PLATFORM_HTTP, component);
            PluginHelper.getComponentResolver(context).resolveComponent(PLATFORM_HTTP, context);
        }
        return context.getComponent(PLATFORM_HTTP, PlatformHttpComponent.class);
    }

    public VendorhookConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(VendorhookConfiguration configuration) {
        this.configuration = configuration;
    }

    public boolean isUseStreaming() {
        return useStreaming;
    }

    public void setUseStreaming(boolean useStreaming) {
        this.useStreaming = useStreaming;
    }

    public Clock getClock() {
        return clock;
    }

    public void setClock(Clock clock) {
        this.clock = clock;
    }
}

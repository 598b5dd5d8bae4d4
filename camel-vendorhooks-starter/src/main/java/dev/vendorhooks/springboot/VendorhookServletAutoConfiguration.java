package dev.vendorhooks.springboot;

import dev.vendorhooks.camel.VendorhookComponent;
import dev.vendorhooks.http.Headers;
import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;

/** Keeps a servlet container and Spring MVC from reading, storing and answering webhooks their own way. */
@AutoConfiguration(after = VendorhookComponentAutoConfiguration.class)
@ConditionalOnBean(CamelContext.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class VendorhookServletAutoConfiguration {

    /** After what counts requests and forwarded headers, before what may read parameters, as Spring Security does. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    @Bean
    static FilterRegistrationBean<WebhookFilter> vendorhookFilter(
            ObjectProvider<CamelContext> camelContext,
            @Value("${camel.vendorhook.body-timeout:30s}") Duration bodyTimeout) {
        FilterRegistrationBean<WebhookFilter> registration =
                new FilterRegistrationBean<>(new WebhookFilter(camelContext::getObject, bodyTimeout));
        registration.setName("vendorhookFilter");
        registration.setOrder(ORDER);
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
        return registration;
    }

    @Lazy
    @Bean
    ComponentCustomizer readVendorhookServletRequests() {
        return ComponentCustomizer.forType(VendorhookComponent.class, component -> {
            component.readHeadersWith(VendorhookServletAutoConfiguration::headers);
            component.readWaitsWith(VendorhookServletAutoConfiguration::millisWaited);
        });
    }

    /** Camel's binding appends query parameters to headers and takes {@code [a,b]} for a list: the request does not. */
    private static Optional<Headers> headers(Message message) {
        return message instanceof PlatformHttpMessage http
                ? Optional.of(new ServletHeaders(http.getRequest()))
                : Optional.empty();
    }

    /** Camel's engine makes the exchange only when it has a thread for it. */
    private static long millisWaited(Message message) {
        return message instanceof PlatformHttpMessage http ? WebhookFilter.millisSinceReceived(http.getRequest()) : 0;
    }
}

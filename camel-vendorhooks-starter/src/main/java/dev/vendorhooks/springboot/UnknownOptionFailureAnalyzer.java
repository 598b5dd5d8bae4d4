package dev.vendorhooks.springboot;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Names an option that does not exist without its value, which Spring Boot would log: it may be a secret. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnknownOptionFailureAnalyzer extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

    private static final ConfigurationPropertyName PREFIX =
            ConfigurationPropertyName.of(VendorhookComponentConfiguration.PREFIX);

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
        String unknown = cause.getUnboundProperties().stream()
                .filter(property -> PREFIX.isAncestorOf(property.getName()))
                .map(UnknownOptionFailureAnalyzer::describe)
                .collect(Collectors.joining("\n"));
        return unknown.isEmpty()
                ? null
                : new FailureAnalysis(unknown, "Correct the name. The options are " + options() + ".", cause);
    }

    private static String describe(ConfigurationProperty property) {
        String text = "The component vendorhook has no option for the property " + property.getName();
        return property.getOrigin() == null ? text + "." : text + ", set in " + property.getOrigin() + ".";
    }

    private static String options() {
        return Arrays.stream(BeanUtils.getPropertyDescriptors(VendorhookComponentConfiguration.class))
                .filter(property -> property.getWriteMethod() != null)
                .map(property -> DataObjectPropertyName.toDashedForm(property.getName()))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}

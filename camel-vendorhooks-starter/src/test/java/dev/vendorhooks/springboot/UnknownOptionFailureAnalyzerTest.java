package dev.vendorhooks.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.OrderUtils;

class UnknownOptionFailureAnalyzerTest {

    @Test
    void namesEachUnknownOptionAndNoneOfOtherComponents() {
        assertThat(analysis(
                                "camel.component.vendorhook.sercet",
                                "camel.component.other.x",
                                "camel.component.vendorhook.y")
                        .getDescription())
                .isEqualTo(
                        "The component vendorhook has no option for the property camel.component.vendorhook.sercet.\n"
                                + "The component vendorhook has no option for the property camel.component.vendorhook.y.");
    }

    @Test
    void leavesTheOptionsOfOtherComponentsToOthers() {
        assertThat(analysis("camel.component.other.x")).isNull();
    }

    @Test
    void namesTheOptionsSortedAsPropertiesAreWritten() {
        assertThat(analysis("camel.component.vendorhook.x").getAction())
                .contains(
                        "acknowledge, allow-private-targets, allowed-urls, ",
                        ", timestamp-tolerance, transacted-policy, url, ")
                .doesNotContain("class");
    }

    /** Whichever jar comes first on the class path: Spring Boot's own would show the value. */
    @Test
    void isAskedBeforeThatOfSpringBoot() {
        assertThat(OrderUtils.getOrder(UnknownOptionFailureAnalyzer.class)).isEqualTo(Ordered.HIGHEST_PRECEDENCE);
    }

    private static FailureAnalysis analysis(String... names) {
        Set<ConfigurationProperty> unbound = new LinkedHashSet<>();
        Stream.of(names)
                .forEach(name ->
                        unbound.add(new ConfigurationProperty(ConfigurationPropertyName.of(name), "the-value", null)));
        return new UnknownOptionFailureAnalyzer().analyze(new UnboundConfigurationPropertiesException(unbound));
    }
}

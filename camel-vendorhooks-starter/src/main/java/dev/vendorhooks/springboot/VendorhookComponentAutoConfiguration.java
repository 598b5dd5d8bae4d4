package dev.vendorhooks.springboot;

import dev.vendorhooks.camel.VendorhookComponent;
import dev.vendorhooks.camel.VendorhookConfiguration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.ComponentConfigurationProperties;
import org.apache.camel.spring.boot.util.CamelPropertiesHelper;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;

/** Sets the options of the component from {@code camel.component.vendorhook.*}. */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@ConditionalOnHierarchicalProperties({"camel.component", "camel.component.vendorhook"})
@EnableConfigurationProperties({ComponentConfigurationProperties.class, VendorhookComponentConfiguration.class})
public class VendorhookComponentAutoConfiguration {

    @Bean
    @ConfigurationPropertiesBinding
    static BeanReferenceConverter vendorhookBeanReferenceConverter(BeanFactory beans) {
        return new BeanReferenceConverter(beans);
    }

    @Lazy
    @Bean
    ComponentCustomizer configureVendorhookComponent(
            ApplicationContext applicationContext,
            CamelContext camelContext,
            VendorhookComponentConfiguration configuration) {
        return new ComponentCustomizer() {
            @Override
            public void configure(String name, Component target) {
                VendorhookComponent component = (VendorhookComponent) target;
                Map<String, Object> options = CamelPropertiesHelper.getNonNullProperties(camelContext, configuration);
                // first, as the map has no order, and a copy, as the other options are set on it
                if (options.remove("configuration") instanceof VendorhookConfiguration base) {
                    component.setConfiguration(base.copy());
                }
                CamelPropertiesHelper.setCamelProperties(camelContext, component, options, false);
            }

            @Override
            public boolean isEnabled(String name, Component target) {
                return target instanceof VendorhookComponent
                        && HierarchicalPropertiesEvaluator.evaluate(
                                applicationContext,
                                "camel.component.customizer",
                                "camel.component.vendorhook.customizer");
            }
        };
    }
}

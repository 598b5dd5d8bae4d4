package dev.vendorhooks.springboot;

import dev.vendorhooks.camel.VendorhookConfiguration;
import dev.vendorhooks.camel.VendorhookConverters;
import dev.vendorhooks.journal.Journal;
import dev.vendorhooks.register.SecretStore;
import dev.vendorhooks.send.DeliveryLog;
import java.time.Clock;
import java.util.Set;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.TransactedPolicy;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;

/**
 * Lets properties of the types that text cannot express name a bean: {@code #bean:name}, or {@code #name} for short. A
 * journal may be {@code memory} as well.
 */
record BeanReferenceConverter(BeanFactory beans) implements GenericConverter {

    private static final String PREFIX = "#";
    private static final String LONG_PREFIX = "#bean:";

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        return Set.of(
                new ConvertiblePair(String.class, IdempotentRepository.class),
                new ConvertiblePair(String.class, TransactedPolicy.class),
                new ConvertiblePair(String.class, Clock.class),
                new ConvertiblePair(String.class, SSLContextParameters.class),
                new ConvertiblePair(String.class, DeliveryLog.class),
                new ConvertiblePair(String.class, Journal.class),
                new ConvertiblePair(String.class, SecretStore.class),
                new ConvertiblePair(String.class, VendorhookConfiguration.class));
    }

    @Override
    public Object convert(Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
        String reference = (String) source;
        if (targetType.getType() == Journal.class && reference.equals("memory")) {
            return VendorhookConverters.toJournal(reference);
        }
        if (!reference.startsWith(PREFIX)) {
            throw new IllegalArgumentException("'" + reference + "' does not name a bean of type "
                    + targetType.getName() + ". Write " + LONG_PREFIX + "name.");
        }
        String prefix = reference.startsWith(LONG_PREFIX) ? LONG_PREFIX : PREFIX;
        return beans.getBean(reference.substring(prefix.length()), targetType.getType());
    }
}

package dev.vendorhooks.camel;

import dev.vendorhooks.vendor.Vendor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.FactoryFinder;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResolverHelper;

/** Finds vendors: beans first, then registration files on the class path. */
public final class Vendors {

    /** One name a line. */
    private static final String LIST = "META-INF/dev.vendorhooks/vendors";

    private static final String KEY_PREFIX = VendorhookConstants.SCHEME + "-";

    private Vendors() {}

    /**
     * The vendor of that name.
     *
     * @throws IllegalArgumentException if there is none; the message names those there are and where was looked
     */
    public static Vendor find(CamelContext context, String name) {
        Vendor bean = context.getRegistry().lookupByNameAndType(name, Vendor.class);
        if (bean != null) {
            return bean;
        }
        Optional<Vendor> registered = ResolverHelper.resolveService(context, KEY_PREFIX + name, Vendor.class);
        return registered.orElseThrow(() -> new IllegalArgumentException(
                "vendorhook:" + name + " names a vendor that does not exist. There are " + names(context)
                        + ". Looked for a bean of type " + Vendor.class.getName() + " named '" + name
                        + "' in the registry and for " + FactoryFinder.DEFAULT_PATH + KEY_PREFIX + name
                        + " on the class path."));
    }

    /**
     * The names of the vendors that are beans or are listed, sorted: those there are but for registration files of others.
     * Unlike {@link #names} it opens no jar of the class path to look.
     */
    static Set<String> listed(CamelContext context) {
        Set<String> names = new TreeSet<>(
                context.getRegistry().findByTypeWithName(Vendor.class).keySet());
        Enumeration<URL> lists = context.getClassResolver().loadAllResourcesAsURL(LIST);
        while (lists.hasMoreElements()) {
            try (InputStream list = lists.nextElement().openStream()) {
                new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(names::add);
            } catch (IOException e) {
                throw new UncheckedIOException("The list of vendors cannot be read", e);
            }
        }
        return names;
    }

    /** The names of all vendors there are, sorted. */
    public static Set<String> names(CamelContext context) {
        Set<String> names = new TreeSet<>(
                context.getRegistry().findByTypeWithName(Vendor.class).keySet());
        String prefix = FactoryFinder.DEFAULT_PATH + KEY_PREFIX;
        try {
            // the search looks into folders too, where other files of ours lie
            for (Resource file :
                    PluginHelper.getPackageScanResourceResolver(context).findResources(prefix + "*")) {
                int name = file.getLocation().lastIndexOf(prefix);
                if (name >= 0) {
                    names.add(file.getLocation().substring(name + prefix.length()));
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("The class path cannot be searched for vendors", e);
        }
        return names;
    }
}

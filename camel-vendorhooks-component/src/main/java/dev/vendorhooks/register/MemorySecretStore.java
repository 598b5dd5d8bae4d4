package dev.vendorhooks.register;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Keeps texts until the application ends. */
public final class MemorySecretStore implements SecretStore {

    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final Map<String, Object> locks = new ConcurrentHashMap<>();

    @Override
    public Optional<String> read(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    @Override
    public String update(String name, Function<Optional<String>, String> change) {
        synchronized (locks.computeIfAbsent(name, key -> new Object())) {
            String text = change.apply(read(name));
            texts.put(name, text);
            return text;
        }
    }
}

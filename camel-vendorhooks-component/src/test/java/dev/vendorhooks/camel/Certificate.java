package dev.vendorhooks.camel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/** A self-signed certificate with its key, made by the JDK's keytool. */
record Certificate(Path keystore) {

    static final String PASSWORD = "changeit";

    /** One for {@code name}, such as {@code ip:127.0.0.1}. */
    static Certificate of(String name, Path folder) throws IOException, InterruptedException {
        Path keystore = folder.resolve(name.replace(':', '-') + ".p12");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                keystore.toString(),
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-dname",
                "CN=receiver",
                "-ext",
                "SAN=" + name,
                "-validity",
                "30");
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool ended with " + keytool.exitValue());
        }
        return new Certificate(keystore);
    }

    /** What trusts this certificate alone. */
    SSLContextParameters trusted() {
        KeyStoreParameters certificates = new KeyStoreParameters();
        certificates.setResource("file:" + keystore);
        certificates.setPassword(PASSWORD);
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(certificates);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }
}

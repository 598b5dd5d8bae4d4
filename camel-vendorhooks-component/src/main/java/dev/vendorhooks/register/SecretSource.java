package dev.vendorhooks.register;

/** Where the secret of a registered webhook comes from. */
public enum SecretSource {
    /** The vendor makes it, and its API shows it whenever it is asked. */
    SHOWN,
    /** The vendor makes it, and shows it only in the answer to the registration. */
    SHOWN_ONCE,
    /** We make it, and tell the vendor. */
    MADE_HERE,
    /** The vendor shows it elsewhere, and the operator configures it. */
    CONFIGURED
}

package dev.vendorhooks.vendor.vntana;

/** The roles of users in the sample payloads of VNTANA's webhook page; there are others. */
public final class UserRole {

    public static final String CLIENT_ORGANIZATION_CONTENT_MANAGER = "CLIENT_ORGANIZATION_CONTENT_MANAGER";

    private UserRole() {}
}

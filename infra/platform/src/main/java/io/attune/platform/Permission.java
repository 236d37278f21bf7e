package io.attune.platform;

/** What a caller may do in a project; each permission includes those before it. */
public enum Permission {
    VIEWER,
    EDITOR,
    APPROVER,
    ADMIN
}

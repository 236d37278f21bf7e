/**
 * The demo: the whole job on real data, told from one command.
 *
 * <p>It does nothing that the other commands cannot do: it starts the platform, fills the knowledge base, applies the
 * recipe, starts a run under a key that is always the same on the same data, follows it, asks questions, moves the
 * knowledge to a newer release, and asks again. Every step may be repeated, so breaking off anywhere and giving the same
 * command again goes on from there. What the answers should say is read from the released archives themselves and
 * compared, so the demo does not claim what it has not checked.
 */
@NullMarked
package io.attune.cli.demo;

import org.jspecify.annotations.NullMarked;

/** The way out for confined commands: an HTTP proxy that lets named hosts through. Begin with {@link dev.lungo.proxy.ForwardProxy}. */
@org.jspecify.annotations.NullMarked
package dev.lungo.proxy;

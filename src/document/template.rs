//! Template tags of Liquid, Jekyll, Hugo and MDX: found, cut out of the prose, their arguments read.

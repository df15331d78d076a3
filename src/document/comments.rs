//! Comments of HTML and MDX as text.

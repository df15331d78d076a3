# presscheck as an image, for build servers that run images: the program, git, and a shell.
#   docker build --tag presscheck .
#   docker run --rm --volume "$PWD:/texts:ro" presscheck check
FROM docker.io/library/rust:1.95-alpine AS build
# The image's own release fixes the versions of its packages.
# hadolint ignore=DL3018
RUN apk add --no-cache gcc make musl-dev
WORKDIR /src
COPY . .
RUN cargo build --release --locked

FROM docker.io/library/alpine:3.22
# hadolint ignore=DL3018
RUN apk add --no-cache git tzdata \
    # The texts belong to the one who starts the image, not to the one in it.
    && git config --system --add safe.directory '*'
COPY --from=build /src/target/release/presscheck /usr/local/bin/presscheck
COPY LICENSE-MIT LICENSE-APACHE policy/words/english-COPYRIGHT.txt /usr/share/licenses/presscheck/
USER 65534
WORKDIR /texts
ENTRYPOINT ["presscheck"]
CMD ["check"]

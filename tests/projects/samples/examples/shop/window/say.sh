# Says it.
say() {
  echo "said"
}

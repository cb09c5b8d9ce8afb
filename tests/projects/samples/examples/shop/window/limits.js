const limits = {
  time: 3,
};

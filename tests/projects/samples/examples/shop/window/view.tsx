export const View = () => {
  return <p>View</p>;
};

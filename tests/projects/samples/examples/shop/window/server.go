package shop

// Handle answers.
func (s *Server) Handle() int {
	return 2
}

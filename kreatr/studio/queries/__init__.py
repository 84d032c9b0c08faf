"""Reading the studio: what people made (`runs`), their own works as material (`works`), which models they may choose (`models`)."""

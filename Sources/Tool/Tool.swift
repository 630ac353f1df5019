// placeholder: replaced by the first commit of Tool

open()
return answer()
